package org.loyalty4j.jpa;

import org.loyalty4j.acceptance.TransferCases;

@OnEachDatabase
class TransferTest extends TransferCases {}
