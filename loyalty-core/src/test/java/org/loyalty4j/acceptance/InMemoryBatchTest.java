package org.loyalty4j.acceptance;

class InMemoryBatchTest extends BatchCases {}
