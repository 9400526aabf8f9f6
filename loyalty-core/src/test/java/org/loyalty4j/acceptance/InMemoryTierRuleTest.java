package org.loyalty4j.acceptance;

class InMemoryTierRuleTest extends TierRuleCases {}
