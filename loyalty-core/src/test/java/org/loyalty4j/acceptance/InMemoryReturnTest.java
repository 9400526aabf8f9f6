package org.loyalty4j.acceptance;

class InMemoryReturnTest extends ReturnCases {}
