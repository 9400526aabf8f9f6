package org.loyalty4j.acceptance;

class InMemoryAcceptanceEarningTest extends AcceptanceEarningCases {}
