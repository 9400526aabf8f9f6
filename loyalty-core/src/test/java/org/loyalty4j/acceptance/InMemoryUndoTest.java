package org.loyalty4j.acceptance;

class InMemoryUndoTest extends UndoCases {}
