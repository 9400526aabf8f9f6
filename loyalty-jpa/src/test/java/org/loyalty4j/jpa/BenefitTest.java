package org.loyalty4j.jpa;

import org.loyalty4j.acceptance.BenefitCases;

@OnEachDatabase
class BenefitTest extends BenefitCases {}
