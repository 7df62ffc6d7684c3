/** AWS Signature Version 4: canonical form, signature, and the rules that requests must keep. */
@NullMarked
package dev.strongroom.api.sigv4;

import org.jspecify.annotations.NullMarked;
