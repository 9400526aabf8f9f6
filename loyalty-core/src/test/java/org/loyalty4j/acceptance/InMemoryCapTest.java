package org.loyalty4j.acceptance;

class InMemoryCapTest extends CapCases {}
