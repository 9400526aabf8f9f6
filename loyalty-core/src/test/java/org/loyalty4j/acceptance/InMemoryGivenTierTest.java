package org.loyalty4j.acceptance;

class InMemoryGivenTierTest extends GivenTierCases {}
