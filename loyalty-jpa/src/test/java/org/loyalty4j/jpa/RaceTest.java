package org.loyalty4j.jpa;

import org.loyalty4j.acceptance.RaceCases;

@OnEachDatabase
class RaceTest extends RaceCases {}
