package org.loyalty4j.acceptance;

class InMemoryTierReturnTest extends TierReturnCases {}
