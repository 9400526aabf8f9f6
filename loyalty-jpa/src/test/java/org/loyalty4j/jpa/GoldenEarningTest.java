package org.loyalty4j.jpa;

import org.loyalty4j.acceptance.GoldenEarningCases;

@OnEachDatabase
class GoldenEarningTest extends GoldenEarningCases {}
