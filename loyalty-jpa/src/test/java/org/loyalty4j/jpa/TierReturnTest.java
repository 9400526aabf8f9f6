package org.loyalty4j.jpa;

import org.loyalty4j.acceptance.TierReturnCases;

@OnEachDatabase
class TierReturnTest extends TierReturnCases {}
