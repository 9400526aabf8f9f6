package org.loyalty4j.acceptance;

class InMemoryGoldenSpendingTest extends GoldenSpendingCases {}
