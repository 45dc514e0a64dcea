using System.Globalization;

namespace IntegrationHub.Keys.Tests;

/// <summary>Who reads a secret and writes its successor does so alone.</summary>
public sealed class TurnTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Secret => _folder["secret"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Of_many_who_replace_what_they_read_none_writes_over_anothers()
    {
        File.WriteAllText(Secret, "0");
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() =>
        {
            for (var round = 0; round < 20; round++)
            {
                using var turn = SecretFiles.TakeTurn(Secret);
                var next = int.Parse(File.ReadAllText(Secret), CultureInfo.InvariantCulture) + 1;
                SecretFiles.Replace(Secret, System.Text.Encoding.ASCII.GetBytes(next.ToString(CultureInfo.InvariantCulture)));
            }
        })));

        Assert.Equal("120", File.ReadAllText(Secret));
        Assert.All(Directory.GetFiles(_folder.Path), file => Assert.True(file == Secret || SecretFiles.IsTurn(file), file));
    }

    [Fact]
    public async Task A_turn_is_waited_for_until_it_ends()
    {
        var first = SecretFiles.TakeTurn(Secret);
        var second = Task.Run(() => SecretFiles.TakeTurn(Secret));
        Assert.NotSame(second, await Task.WhenAny(second, Task.Delay(TimeSpan.FromMilliseconds(200))));
        first.Dispose();
        (await second).Dispose();
    }

    [Fact]
    public void Where_there_is_no_folder_nobody_waits_for_half_a_minute() =>
        Assert.ThrowsAny<IOException>(() => SecretFiles.TakeTurn(Path.Combine(_folder.Path, "gone", "secret")));
}
