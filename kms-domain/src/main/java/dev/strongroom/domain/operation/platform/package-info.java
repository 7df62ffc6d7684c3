/** Operations on the deployment itself, for which AWS has no API, one file each. */
@NullMarked
package dev.strongroom.domain.operation.platform;

import org.jspecify.annotations.NullMarked;
