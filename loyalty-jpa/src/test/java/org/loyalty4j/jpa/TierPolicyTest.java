package org.loyalty4j.jpa;

import org.loyalty4j.acceptance.TierPolicyCases;

@OnEachDatabase
class TierPolicyTest extends TierPolicyCases {}
