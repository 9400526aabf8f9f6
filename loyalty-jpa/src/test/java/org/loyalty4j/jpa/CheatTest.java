package org.loyalty4j.jpa;

import org.loyalty4j.acceptance.CheatCases;

@OnEachDatabase
class CheatTest extends CheatCases {}
