package dev.cortexllm.router.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageSizeTest {
    private static String base64(byte[] file) {
        return Base64.getEncoder().encodeToString(file);
    }

    private static byte[] image(String format, int width, int height) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, out);
        return out.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "gif"})
    void the_size_is_read_from_the_first_bytes(String format) throws Exception {
        assertThat(ImageSize.of(base64(image(format, 1023, 517)))).isEqualTo(new ImageSize(1023, 517));
        assertThat(ImageSize.of(base64(image(format, 1, 1)))).isEqualTo(new ImageSize(1, 1));
    }

    @Test
    void a_jpeg_may_have_its_metadata_first() throws Exception {
        byte[] plain = image("jpg", 300, 200);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(plain, 0, 2);
        out.write(new byte[] {(byte) 0xFF, (byte) 0xFF, (byte) 0xE1, (byte) 0xF0, 0x00});
        out.write(new byte[0xF000 - 2]);
        out.write(plain, 2, plain.length - 2);

        assertThat(ImageSize.of(base64(out.toByteArray()))).isEqualTo(new ImageSize(300, 200));
    }

    /** Headers after RFC 9649: extended, lossless, lossy. */
    @ParameterizedTest
    @CsvSource({
        "52494646000000005745425056503858 0a000000 00000000 7f0700 370400,1920,1080",
        "5249464600000000574542505650384c 10000000 2f 7f c70d 01 0000,1920,1080",
        "52494646000000005745425056503820 10000000 000000 9d012a 8007 3804,1920,1080",
    })
    void webp_has_three_kinds(String hex, int width, int height) {
        byte[] file = HexFormat.of().parseHex(hex.replace(" ", ""));

        assertThat(ImageSize.of(base64(Arrays.copyOf(file, 64)))).isEqualTo(new ImageSize(width, height));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "A",
                "AAAA",
                "!!!!",
                "iVBORw0KGgo=",
                "/9j/",
                "R0lGODlh",
                "JVBERi0xLjQK",
                "\u00e9\u00e9\u00e9\u00e9"
            })
    void what_is_no_image_has_no_size(String base64) {
        assertThat(ImageSize.of(base64)).isNull();
    }

    @Test
    void nothing_makes_it_fail() throws Exception {
        Random random = new Random(5);
        for (String format : new String[] {"png", "jpg", "gif"}) {
            byte[] whole = image(format, 640, 480);
            for (int i = 0; i < 400; i++) {
                byte[] broken = Arrays.copyOf(whole, random.nextInt(whole.length));
                for (int j = 0; j < 3 && broken.length > 0; j++) {
                    broken[random.nextInt(broken.length)] = (byte) random.nextInt();
                }
                ImageSize size = ImageSize.of(base64(broken));
                assertThat(size == null || size.width() > 0 && size.height() > 0)
                        .isTrue();
            }
        }
    }
}
