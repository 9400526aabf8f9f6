package org.loyalty4j.acceptance;

class InMemoryTransferTest extends TransferCases {}
