package org.loyalty4j.acceptance;

class InMemoryTakeOverTest extends TakeOverCases {}
