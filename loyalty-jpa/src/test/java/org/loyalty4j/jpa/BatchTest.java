package org.loyalty4j.jpa;

import org.loyalty4j.acceptance.BatchCases;

@OnEachDatabase
class BatchTest extends BatchCases {}
