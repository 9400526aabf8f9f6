package org.loyalty4j.acceptance;

class InMemoryBenefitTest extends BenefitCases {}
