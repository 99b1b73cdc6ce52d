package org.countinghouse.storage.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs, unpacked once from the archive on the class path.
 *
 * @param directory has {@code bin}, {@code lib} and {@code share}
 */
record PostgresSoftware(Path directory) {
    /** Major version of the archive in the build; its data directories say the same in {@code PG_VERSION}. */
    static final int MAJOR = 18;

    private static final Set<PosixFilePermission> PROGRAM = PosixFilePermissions.fromString("rwxr-xr-x");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-r--r--");

    Path program(String name) {
        boolean windows = System.getProperty("os.name", "").startsWith("Windows");
        return directory.resolve("bin").resolve(windows ? name + ".exe" : name);
    }

    /**
     * Unpacks into a directory named after the archive's checksum, so that a newer archive gets its own. A directory
     * with the final name is always complete: it is unpacked beside and renamed.
     */
    static PostgresSoftware unpackOnce(Path parent, Progress progress) throws IOException {
        URL archive = archive();
        Path directory = parent.resolve(MAJOR + "-" + checksum(archive));
        if (!Files.isDirectory(directory)) {
            progress.report("Unpacking PostgreSQL", 0, -1);
            Path fresh = parent.resolve(directory.getFileName() + ".new");
            Directories.delete(fresh);
            OwnerOnly.directory(fresh);
            unpack(archive, fresh, progress);
            Files.move(fresh, directory, StandardCopyOption.ATOMIC_MOVE);
        }
        return new PostgresSoftware(directory);
    }

    private static URL archive() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String name = system.contains("win") ? "windows" : system.contains("mac") ? "darwin" : "linux";
        String machine = System.getProperty("os.arch", "");
        boolean arm = machine.equals("aarch64") || machine.equals("arm64");
        String resource = "postgres-" + name + "-" + (arm ? "arm_64" : "x86_64") + ".txz";
        URL found = PostgresSoftware.class.getClassLoader().getResource(resource);
        if (found == null) {
            throw new Failure(
                    "database.no-software",
                    "This build of Countinghouse has no PostgreSQL for " + name + " on " + machine + ".",
                    "Install the build for this system, or name a shared database in COUNTINGHOUSE_DATABASE_URL.");
        }
        return found;
    }

    private static String checksum(URL archive) throws IOException {
        URLConnection connection = archive.openConnection();
        long sum = connection instanceof JarURLConnection jar
                ? jar.getJarEntry().getCrc()
                : connection.getContentLengthLong();
        return HexFormat.of().toHexDigits(sum, 8);
    }

    private static void unpack(URL archive, Path target, Progress progress) throws IOException {
        try (InputStream raw = new BufferedInputStream(archive.openStream(), 1 << 16);
                TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(raw))) {
            long entries = 0;
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                progress.report("Unpacking PostgreSQL", ++entries, -1);
                progress.check();
                unpackEntry(tar, entry, target);
            }
        }
    }

    private static void unpackEntry(TarArchiveInputStream tar, TarArchiveEntry entry, Path target) throws IOException {
        Path file = target.resolve(entry.getName()).normalize();
        if (!file.startsWith(target)) {
            throw new IOException("Entry outside of the archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Files.createDirectories(file.resolveSibling("."));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, file, StandardCopyOption.REPLACE_EXISTING);
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view != null) {
            view.setPermissions((entry.getMode() & 0111) != 0 ? PROGRAM : FILE);
        }
    }
}
