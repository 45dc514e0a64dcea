using IntegrationHub.Archive.Contents;

namespace IntegrationHub.Archive.Tests.Contents;

public sealed class ContentFramesTests
{
    private static readonly byte[][] Pieces = [[1, 2, 3], [], [4]];

    [Fact]
    public async Task Frames_give_back_the_pieces() => Assert.Equal(Pieces, await ReadAsync(Frames()));

    [Fact]
    public async Task A_file_that_ends_anywhere_before_its_end_is_known_to_be_cut()
    {
        var whole = Frames();
        for (var length = 0; length < whole.Length; length++)
            await Assert.ThrowsAsync<InvalidDataException>(async () => await ReadAsync(whole[..length]));
    }

    [Fact]
    public async Task A_piece_that_claims_gigabytes_reserves_none()
    {
        byte[] bytes = [.. "ihubarc1"u8, 0x7F, 0xFF, 0xFF, 0xFF];
        await Assert.ThrowsAsync<InvalidDataException>(async () => await ReadAsync(bytes));
    }

    [Fact]
    public async Task Another_file_is_none_of_the_archive() =>
        await Assert.ThrowsAsync<InvalidDataException>(async () => await ReadAsync([.. "PK\u0003\u0004 something else"u8]));

    [Fact]
    public async Task A_missing_piece_shows()
    {
        var whole = Frames();
        // Without the empty second piece, whose frame is four bytes of length only.
        await Assert.ThrowsAsync<InvalidDataException>(async () => await ReadAsync([.. whole[..15], .. whole[19..]]));
    }

    private static byte[] Frames() => [.. ContentFrames.Of(Pieces.Select(piece => (ReadOnlyMemory<byte>)piece)).SelectMany(part => part.ToArray())];

    private static async Task<IReadOnlyList<byte[]>> ReadAsync(byte[] bytes) => await ContentFrames.ReadAsync(new MemoryStream(bytes), default);
}
