package org.loyalty4j.jpa;

import org.loyalty4j.acceptance.GoldenSpendingCases;

@OnEachDatabase
class GoldenSpendingTest extends GoldenSpendingCases {}
