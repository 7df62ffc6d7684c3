package dev.strongroom.domain.crypto;

/** Stands in until the crypto package's own. */
public final class SecretBytes {}
