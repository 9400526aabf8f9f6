package org.loyalty4j.acceptance;

class InMemoryTierTest extends TierCases {}
