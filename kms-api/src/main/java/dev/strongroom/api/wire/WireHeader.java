package dev.strongroom.api.wire;

/**
 * One header field.
 *
 * @param name in lower case, because names mean the same in any case
 * @param value without surrounding white space, one {@code char} per byte (ISO 8859-1)
 */
public record WireHeader(String name, String value) {}
