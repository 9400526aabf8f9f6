package org.loyalty4j.jpa;

import org.loyalty4j.acceptance.TierRuleCases;

@OnEachDatabase
class TierRuleTest extends TierRuleCases {}
