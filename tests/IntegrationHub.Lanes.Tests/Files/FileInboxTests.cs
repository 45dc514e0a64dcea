using System.Text;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Lanes.Files;
using IntegrationHub.Lanes.Tests.Doubles;
using Microsoft.Extensions.Logging.Abstractions;

namespace IntegrationHub.Lanes.Tests.Files;

/// <summary>Files that come in, with a folder of their own per test.</summary>
public sealed class FileInboxTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("ihub-inbox-");
    private readonly LaneRig _rig = new();

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public async Task A_file_is_taken_once_its_writer_has_finished()
    {
        var inbox = Inbox();
        var file = Write("a.xml", Schedule("file-1")[..40]);
        Assert.Equal(0, await inbox.LookAsync(TestParties.Distribution, CancellationToken.None));
        await File.WriteAllTextAsync(file, Schedule("file-1"));

        Assert.Equal(0, await inbox.LookAsync(TestParties.Distribution, CancellationToken.None));
        Assert.Equal(1, await inbox.LookAsync(TestParties.Distribution, CancellationToken.None));

        Assert.Equal(InboundState.Accepted, Assert.Single(_rig.Store.Inbound).State);
        Assert.Single(Directory.GetFiles(Folder("done")));
    }

    [Fact]
    public async Task A_file_left_by_a_crash_before_its_move_is_a_repetition()
    {
        await TakeAsync(Inbox(), "a.xml", Schedule("file-1"));
        await TakeAsync(Inbox(), "a.xml", Schedule("file-1"));

        Assert.Equal([InboundState.Accepted, InboundState.Repeated], _rig.Store.Inbound.Select(one => one.State));
        Assert.Single(_rig.Store.Outbound);
    }

    [Fact]
    public async Task A_bad_file_is_set_aside_and_the_next_one_is_taken()
    {
        var inbox = Inbox();
        Write("1.xml", "<Schedule_MarketDocument>");
        Write("2.xml", Schedule("file-2"));
        await inbox.LookAsync(TestParties.Distribution, CancellationToken.None);
        await inbox.LookAsync(TestParties.Distribution, CancellationToken.None);

        Assert.Single(Directory.GetFiles(Folder("refused")));
        Assert.Single(Directory.GetFiles(Folder("done")));
    }

    [Fact]
    public async Task A_link_is_not_followed_and_a_hidden_file_is_somebodys_unfinished_work()
    {
        var inbox = Inbox();
        Write(".hidden.xml", Schedule("file-1"));
        File.CreateSymbolicLink(Path.Combine(Folder(""), "link.xml"), "/etc/hostname");
        await inbox.LookAsync(TestParties.Distribution, CancellationToken.None);
        Assert.Equal(0, await inbox.LookAsync(TestParties.Distribution, CancellationToken.None));
        Assert.Empty(_rig.Store.Inbound);
    }

    [Fact]
    public async Task A_store_that_is_away_leaves_the_file_and_the_inbox_goes_on()
    {
        using var inbox = Inbox();
        Write("a.xml", Schedule("file-1"));
        _rig.Store.BeforeCommit = _ => throw new StorageUnavailableException("The server is gone.");
        await inbox.StartAsync(CancellationToken.None);

        await Until.TrueAsync(() => _rig.Store.Registered == 1 || inbox.ExecuteTask!.IsFaulted, "The file was not taken.");

        Assert.False(inbox.ExecuteTask!.IsFaulted, inbox.ExecuteTask.Exception?.ToString());
        await Until.TrueAsync(() => Directory.Exists(Folder("done")) && Directory.GetFiles(Folder("done")).Length == 1, "The file was not moved.");
        await inbox.StopAsync(CancellationToken.None);
    }

    private async Task TakeAsync(FileInbox inbox, string name, string content)
    {
        Write(name, content);
        await inbox.LookAsync(TestParties.Distribution, CancellationToken.None);
        _rig.Time.Now += TimeSpan.FromSeconds(1);
        await inbox.LookAsync(TestParties.Distribution, CancellationToken.None);
    }

    private FileInbox Inbox() => new(_root.FullName, _rig.Registry, _rig.Reception, _rig.Options, _rig.Time, NullLogger<FileInbox>.Instance);

    private string Folder(string name) => Path.Combine(_root.FullName, TestParties.Distribution.Name, name);

    private string Write(string name, string content)
    {
        Directory.CreateDirectory(Folder(""));
        var path = Path.Combine(Folder(""), name);
        File.WriteAllText(path, content, new UTF8Encoding(false));
        return path;
    }

    private static string Schedule(string mRid) => TestMessages.Schedule(mRid, sender: TestParties.Distribution.Code.Value);
}
