/** Accounts (the tenants) and the scope that binds a transaction to one of them. */
@NullMarked
package dev.strongroom.domain.account;

import org.jspecify.annotations.NullMarked;
