package org.loyalty4j.acceptance;

class InMemoryNextPeriodTest extends NextPeriodCases {}
