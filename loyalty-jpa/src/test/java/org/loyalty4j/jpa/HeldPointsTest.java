package org.loyalty4j.jpa;

import org.loyalty4j.acceptance.HeldPointsCases;

@OnEachDatabase
class HeldPointsTest extends HeldPointsCases {}
