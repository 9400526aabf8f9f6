package org.loyalty4j.acceptance;

class InMemoryRaceTest extends RaceCases {}
