package org.loyalty4j.acceptance;

class InMemoryOwnMetricTest extends OwnMetricCases {}
