package org.loyalty4j.acceptance;

class InMemoryCheatTest extends CheatCases {}
