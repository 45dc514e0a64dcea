using System.Threading.Channels;
using IntegrationHub.Identity.SignIn;

namespace IntegrationHub.Portal.Live;

/// <summary>One open stream: news gathers here until its browser takes it. A slow browser holds one set of topics, never a queue.</summary>
internal sealed class LiveStream(SignedIn who, Visitor visitor, LiveTopics topics)
{
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private int _pending;

    public SignedIn Who => who;

    public Visitor Visitor => visitor;

    /// <summary>Notes what of it concerns this stream.</summary>
    public void Tell(LiveTopics changed)
    {
        if ((changed & topics) is var mine and not LiveTopics.None)
        {
            Interlocked.Or(ref _pending, (int)mine);
            _signal.Writer.TryWrite(true);
        }
    }

    /// <summary>The session is over, or the hub ends.</summary>
    public void End() => _signal.Writer.TryComplete();

    /// <summary>Waits for news.</summary>
    /// <returns>What changed; nothing when <paramref name="patience"/> is over; <c>null</c> when the stream has ended.</returns>
    public async Task<LiveTopics?> NextAsync(TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        using var beat = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(beat.Token, cancellationToken);
        try
        {
            if (!await _signal.Reader.WaitToReadAsync(either.Token))
                return null;

            _signal.Reader.TryRead(out _);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return LiveTopics.None;
        }

        return (LiveTopics)Interlocked.Exchange(ref _pending, 0);
    }
}
