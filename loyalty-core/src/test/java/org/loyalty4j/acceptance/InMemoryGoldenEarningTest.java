package org.loyalty4j.acceptance;

class InMemoryGoldenEarningTest extends GoldenEarningCases {}
