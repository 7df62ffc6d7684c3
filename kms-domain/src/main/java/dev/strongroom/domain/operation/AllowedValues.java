package dev.strongroom.domain.operation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The values that a text member, or each element of a list member, may have. Enum members decode as
 * text, so that a wrong value is a validation error and not a parse error.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface AllowedValues {
  /** The enum whose constants' {@code toString} are the allowed values. */
  Class<? extends Enum<?>> value();
}
