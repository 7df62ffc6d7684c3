package dev.strongroom.domain.operation;

/** An action on a resource that a call needs. */
public record Permission(String action) {}
