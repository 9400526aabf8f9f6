package org.loyalty4j.jpa;

import org.loyalty4j.acceptance.AcceptanceEarningCases;

@OnEachDatabase
class AcceptanceEarningTest extends AcceptanceEarningCases {}
