using System.Security.Cryptography;
using IntegrationHub.Archive.Contents;
using IntegrationHub.Exchange;

namespace IntegrationHub.Archive.Tests.Contents;

/// <summary>What every <see cref="IContentStore"/> does.</summary>
public abstract class ContentStoreCompliance
{
    protected static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A retailer that no other test of the place uses.</summary>
    private readonly RetailerId _retailer = new(RandomNumberGenerator.GetInt32(1_000, int.MaxValue));

    protected MovableTime Time { get; } = new(Noon);

    /// <summary>The place under test, by <see cref="Time"/>; <c>null</c> where it cannot be had here, and then the output says why.</summary>
    protected abstract Task<IContentStore?> OpenAsync();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(20_000)]
    [InlineData(1_048_576, 1_048_576, 17)]
    [InlineData(1_500_000, 1_500_000, 1_500_000, 1_500_000, 3)]
    public async Task Pieces_come_back_as_they_were_stored(params int[] lengths)
    {
        if (await OpenAsync() is not { } store) return;
        byte[][] pieces = [.. lengths.Select(RandomNumberGenerator.GetBytes)];
        var name = Name();

        Assert.True(await store.StoreAsync(name, Pieces(pieces), default));
        Assert.True(await store.ExistsAsync(name, default));
        Assert.Equal(pieces, await store.ReadAsync(name, default));
    }

    [Fact]
    public async Task Nothing_is_found_under_a_name_that_was_never_stored()
    {
        if (await OpenAsync() is not { } store) return;
        Assert.Null(await store.ReadAsync(Name(), default));
        Assert.False(await store.ExistsAsync(Name(), default));
        Assert.True(await store.RemoveAsync(Name(), Noon, default));
    }

    [Fact]
    public async Task What_is_stored_never_changes_and_a_second_time_is_not_even_asked_for_its_bytes()
    {
        if (await OpenAsync() is not { } store) return;
        var name = Name();
        await store.StoreAsync(name, Pieces("first"u8.ToArray()), default);

        Assert.False(await store.StoreAsync(name, Never(), default));
        Assert.Equal(["first"u8.ToArray()], await store.ReadAsync(name, default));
    }

    [Fact]
    public async Task A_place_says_whose_it_is_once_it_was_marked()
    {
        if (await OpenAsync() is not { } store) return;
        var (one, other) = (Guid.NewGuid(), Guid.NewGuid());
        await store.SetOwnerAsync(one, default);
        Assert.Equal(one, await store.ReadOwnerAsync(default));
        await store.SetOwnerAsync(other, default);
        Assert.Equal(other, await store.ReadOwnerAsync(default));

        // It is no content.
        await foreach (var item in store.ListAsync(_retailer, null, default))
            Assert.Fail(item.Name.Path);
    }

    [Fact]
    public async Task Another_retailer_does_not_find_the_name()
    {
        if (await OpenAsync() is not { } store) return;
        var name = Name();
        await store.StoreAsync(name, Pieces("secret"u8.ToArray()), default);
        Assert.Null(await store.ReadAsync(name with { Retailer = new RetailerId(_retailer.Value - 1) }, default));
    }

    [Fact]
    public async Task What_broke_off_leaves_nothing_under_the_name()
    {
        if (await OpenAsync() is not { } store) return;
        var name = Name();
        await Assert.ThrowsAsync<InvalidTimeZoneException>(async () => await store.StoreAsync(name, BrokenOff(), default));
        Assert.Null(await store.ReadAsync(name, default));
        Assert.True(await store.StoreAsync(name, Pieces("whole"u8.ToArray()), default));
    }

    [Fact]
    public async Task Of_sixteen_that_store_one_content_at_once_one_makes_it_whole_and_the_others_find_it()
    {
        if (await OpenAsync() is not { } store) return;
        var (name, bytes) = (Name(), RandomNumberGenerator.GetBytes(300_000));
        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(async () => await store.StoreAsync(name, Pieces(bytes), default))));
        Assert.Equal([bytes], await store.ReadAsync(name, default));
    }

    [Fact]
    public async Task What_was_stored_again_after_the_given_time_is_not_removed()
    {
        if (await OpenAsync() is not { } store) return;
        var name = Name();
        await store.StoreAsync(name, Pieces("kept"u8.ToArray()), default);
        Time.Now = Noon.AddHours(2);
        await store.StoreAsync(name, Pieces("kept"u8.ToArray()), default);

        Assert.False(await store.RemoveAsync(name, Noon.AddHours(1), default));
        Assert.NotNull(await store.ReadAsync(name, default));
        Assert.True(await store.RemoveAsync(name, Noon.AddHours(3), default));
        Assert.Null(await store.ReadAsync(name, default));
    }

    [Fact]
    public async Task Contents_are_listed_in_the_order_of_their_names_and_from_any_of_them_on()
    {
        if (await OpenAsync() is not { } store) return;
        ContentName[] names = [.. Enumerable.Range(0, 20).Select(_ => Name()).OrderBy(name => name.Hex, StringComparer.Ordinal)];
        foreach (var name in names.Reverse())
            await store.StoreAsync(name, Pieces("content"u8.ToArray()), default);

        Assert.Equal(names, (await ListAsync(store, null)).Select(item => item.Name));
        Assert.Equal(names[7..], (await ListAsync(store, names[6])).Select(item => item.Name));
        Assert.All(await ListAsync(store, null), item => Assert.Equal(Noon, item.TouchedAt));
    }

    [Fact]
    public async Task A_place_that_can_be_written_to_says_so()
    {
        if (await OpenAsync() is not { } store) return;
        await store.CheckAsync(default);
    }

    protected ContentName Name() => new(_retailer, RandomNumberGenerator.GetBytes(ContentName.HashBytes));

    protected static IEnumerable<ReadOnlyMemory<byte>> Pieces(params byte[][] pieces) => pieces.Select(static piece => (ReadOnlyMemory<byte>)piece);

    private async Task<List<ListedContent>> ListAsync(IContentStore store, ContentName? after)
    {
        var found = new List<ListedContent>();
        await foreach (var item in store.ListAsync(_retailer, after, default))
            found.Add(item);

        return found;
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Never()
    {
        Assert.Fail("Bytes that are there already are not asked for.");
        yield break;
    }

    private static IEnumerable<ReadOnlyMemory<byte>> BrokenOff()
    {
        yield return new byte[1_500_000];
        throw new InvalidTimeZoneException("The power went.");
    }
}
