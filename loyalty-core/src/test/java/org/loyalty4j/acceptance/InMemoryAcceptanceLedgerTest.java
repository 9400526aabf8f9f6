package org.loyalty4j.acceptance;

class InMemoryAcceptanceLedgerTest extends AcceptanceLedgerCases {}
