package org.loyalty4j.jpa;

import org.loyalty4j.acceptance.SpendingCases;

@OnEachDatabase
class SpendingTest extends SpendingCases {}
