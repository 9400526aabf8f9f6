package org.loyalty4j.jpa;

import org.loyalty4j.acceptance.GivenTierCases;

@OnEachDatabase
class GivenTierTest extends GivenTierCases {}
