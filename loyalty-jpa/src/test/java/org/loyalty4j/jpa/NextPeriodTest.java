package org.loyalty4j.jpa;

import org.loyalty4j.acceptance.NextPeriodCases;

@OnEachDatabase
class NextPeriodTest extends NextPeriodCases {}
