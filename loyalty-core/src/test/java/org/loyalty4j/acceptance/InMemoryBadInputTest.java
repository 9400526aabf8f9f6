package org.loyalty4j.acceptance;

class InMemoryBadInputTest extends BadInputCases {}
