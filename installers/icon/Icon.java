import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/**
 * Draws the product's mark, a counting tile with three entries of a ledger, in every form a platform wants. Run from
 * the project's directory after a change here: {@code java installers/icon/Icon.java}.
 */
final class Icon {
    /** A rounded bar of the mark on a field of 512 by 512. */
    private record Bar(String colour, double x, double y, double width, double height, double radius) {}

    private static final String TILE_TOP = "#5f61e6";
    private static final String TILE_BOTTOM = "#33368f";
    private static final List<Bar> BARS = List.of(
            new Bar("#ffffff", 112, 132, 288, 60, 30),
            new Bar("#e0b04c", 112, 226, 204, 60, 30),
            new Bar("#e0b04c", 340, 226, 60, 60, 30),
            new Bar("#ffffff", 112, 320, 120, 60, 30));

    private Icon() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of("installers", "icon");
        Files.writeString(folder.resolve("countinghouse.svg"), svg());
        for (int size : new int[] {32, 64, 128, 256, 512}) {
            Files.write(folder.resolve("countinghouse-" + size + ".png"), png(size));
        }
        Files.write(folder.resolve("countinghouse.ico"), ico(16, 24, 32, 48, 64, 128, 256));
        Files.write(folder.resolve("countinghouse.icns"), icns());
        Path window = Path.of("src", "main", "resources", "icons");
        Files.createDirectories(window);
        Files.write(window.resolve("countinghouse.png"), png(256));
    }

    private static String svg() {
        StringBuilder svg = new StringBuilder("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512">
                  <defs><linearGradient id="tile" x1="0" y1="0" x2="0" y2="1">\
                <stop offset="0" stop-color="%s"/><stop offset="1" stop-color="%s"/></linearGradient></defs>
                  <rect x="24" y="24" width="464" height="464" rx="104" fill="url(#tile)"/>
                """.formatted(TILE_TOP, TILE_BOTTOM));
        for (Bar bar : BARS) {
            svg.append(String.format(
                    Locale.ROOT,
                    "  <rect x=\"%.0f\" y=\"%.0f\" width=\"%.0f\" height=\"%.0f\" rx=\"%.0f\" fill=\"%s\"/>%n",
                    bar.x(), bar.y(), bar.width(), bar.height(), bar.radius(), bar.colour()));
        }
        return svg.append("</svg>\n").toString();
    }

    private static byte[] png(int size) throws IOException {
        BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_ARGB);
        Graphics2D canvas = image.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        canvas.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        canvas.scale(size / 512.0, size / 512.0);
        canvas.setPaint(new GradientPaint(0, 24, Color.decode(TILE_TOP), 0, 488, Color.decode(TILE_BOTTOM)));
        canvas.fill(new RoundRectangle2D.Double(24, 24, 464, 464, 208, 208));
        for (Bar bar : BARS) {
            canvas.setPaint(Color.decode(bar.colour()));
            canvas.fill(new RoundRectangle2D.Double(
                    bar.x(), bar.y(), bar.width(), bar.height(), 2 * bar.radius(), 2 * bar.radius()));
        }
        canvas.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }

    /** A Windows icon whose pictures are PNGs (allowed since Windows Vista). */
    private static byte[] ico(int... sizes) throws IOException {
        List<byte[]> pictures = new ArrayList<>();
        for (int size : sizes) {
            pictures.add(png(size));
        }
        int length = 6 + 16 * sizes.length + pictures.stream().mapToInt(picture -> picture.length).sum();
        ByteBuffer ico = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        ico.putShort((short) 0).putShort((short) 1).putShort((short) sizes.length);
        int offset = 6 + 16 * sizes.length;
        for (int index = 0; index < sizes.length; index++) {
            ico.put((byte) sizes[index]).put((byte) sizes[index]).put((byte) 0).put((byte) 0);
            ico.putShort((short) 1).putShort((short) 32).putInt(pictures.get(index).length).putInt(offset);
            offset += pictures.get(index).length;
        }
        pictures.forEach(ico::put);
        return ico.array();
    }

    /** A macOS icon: one PNG a size, each under its four-letter name. */
    private static byte[] icns() throws IOException {
        ByteArrayOutputStream entries = new ByteArrayOutputStream();
        for (Object[] entry : new Object[][] {
            {"ic11", 32}, {"ic12", 64}, {"ic07", 128}, {"ic08", 256}, {"ic13", 256}, {"ic09", 512}, {"ic14", 512}
        }) {
            entries.writeBytes(block((String) entry[0], png((Integer) entry[1])));
        }
        return block("icns", entries.toByteArray());
    }

    private static byte[] block(String name, byte[] content) {
        return ByteBuffer.allocate(8 + content.length)
                .put(name.getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                .putInt(8 + content.length)
                .put(content)
                .array();
    }
}
