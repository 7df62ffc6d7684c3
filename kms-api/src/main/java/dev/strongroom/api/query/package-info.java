/** The AWS query protocol: forms in, XML out, driven by the same shapes. */
@NullMarked
package dev.strongroom.api.query;

import org.jspecify.annotations.NullMarked;
