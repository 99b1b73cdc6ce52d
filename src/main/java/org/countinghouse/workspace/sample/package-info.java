/** The sample workspace, made from real data by fixed rules that docs/sample-data.md tells. */
@NullMarked
package org.countinghouse.workspace.sample;

import org.jspecify.annotations.NullMarked;
