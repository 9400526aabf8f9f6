package org.loyalty4j.acceptance;

class InMemoryTierPolicyTest extends TierPolicyCases {}
