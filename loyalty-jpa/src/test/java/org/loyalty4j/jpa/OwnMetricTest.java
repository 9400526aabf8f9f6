package org.loyalty4j.jpa;

import org.loyalty4j.acceptance.OwnMetricCases;

@OnEachDatabase
class OwnMetricTest extends OwnMetricCases {}
