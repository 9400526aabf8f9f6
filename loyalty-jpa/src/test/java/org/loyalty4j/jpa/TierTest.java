package org.loyalty4j.jpa;

import org.loyalty4j.acceptance.TierCases;

@OnEachDatabase
class TierTest extends TierCases {}
