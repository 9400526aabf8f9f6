package org.loyalty4j.acceptance;

class InMemoryFileTest extends FileCases {}
