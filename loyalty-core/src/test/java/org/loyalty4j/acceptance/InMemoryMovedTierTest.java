package org.loyalty4j.acceptance;

class InMemoryMovedTierTest extends MovedTierCases {}
